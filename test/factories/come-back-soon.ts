import type { StackOptions } from '../../local/boot/embedded-stack.ts';

/**
 * What fails or is killed comes back after seconds, while functions have the time that a slow machine needs: six
 * function timeouts, as deployed, would be longer than a test may take.
 */
export const comeBackSoon = {
  context: { processingTimeoutSeconds: '5' },
  alterTemplate({ Resources }) {
    const queues = Object.values(Resources).filter(({ Type }) => Type === 'AWS::SQS::Queue');
    const intake = queues.find(({ Properties }) => /-intake$/.test(String(Properties.QueueName)));
    if (intake === undefined) throw new Error('The template has no intake queue');
    // No less than the function's timeout: AWS refuses the mapping otherwise.
    intake.Properties.VisibilityTimeout = 6;
  },
} as const satisfies StackOptions;
