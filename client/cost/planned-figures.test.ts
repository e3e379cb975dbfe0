import { expect, it } from 'vitest';
import { createTestFunction } from '../../local/aws/lambda/function-fixture.ts';
import { plannedFigures } from './planned-figures.ts';

it('has as many bytes of what Lambda says of an invocation as it says', async () => {
  const logging = { format: 'JSON', applicationLevel: 'INFO', systemLevel: 'INFO' } as const;
  const source = 'export const handler = () => ({});';
  const { lambda, lines, stop } = createTestFunction(source, {
    ...{ functionName: 'spillway-prod-processing', tracing: 'Active', logging },
  });
  await lambda.invoke({ payload: '{}' });
  lines.length = 0;
  await lambda.invoke({ payload: '{}' });
  await stop();
  const bytes = lines.reduce((sum, { message }) => sum + Buffer.byteLength(message) + 26, 0);
  expect(Math.abs(bytes / plannedFigures.systemLogBytes - 1)).toBeLessThan(0.1);
});
