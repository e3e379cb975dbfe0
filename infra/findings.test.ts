import { App, Stack } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { describe, expect, it, vi } from 'vitest';
import { acknowledge } from './acknowledge.ts';
import { requireNoFindings } from './findings.ts';

// A synthesis takes a second of a free core, and much more on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

describe('requireNoFindings', () => {
  it('refuses a queue that takes messages without TLS, and says where it is', () => {
    const app = appWithQueue();
    expect(() => requireNoFindings(app)).toThrow(/AwsSolutions-SQS4 at Stack\/Queue\/Resource:/);
  });

  it('accepts what is explained', () => {
    const app = appWithQueue();
    acknowledge(app.node.findChild('Stack').node.findChild('Queue'), {
      'AwsSolutions-SQS3': 'It holds nothing worth keeping.',
      'AwsSolutions-SQS4': 'Its callers are in this very test.',
    });
    expect(() => requireNoFindings(app)).not.toThrow();
  });
});

function appWithQueue(): App {
  const app = new App({ analyticsReporting: false, builtinCloudFormationValidation: false });
  new Queue(new Stack(app, 'Stack'), 'Queue');
  app.synth();
  return app;
}
