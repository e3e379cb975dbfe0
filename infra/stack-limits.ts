import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import type { SpillwayConfig } from './configuration.ts';
import { InputError } from './input-error.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
const limits = { Resources: 500, Outputs: 200 } as const;
const templateLimitBytes = 1_000_000;

const remedy =
  'Make a stage of its own for some of them: a row in infra/settings.ts, and a configuration of its own (-c stage=<stage> -c config=<file>).';

/**
 * Refuses a stack that is too large for CloudFormation. Each source, destination and client makes it larger.
 *
 * @throws InputError that says what takes the room
 */
export function requireDeployable(
  { template }: Pick<CloudFormationStackArtifact, 'template'>,
  config: SpillwayConfig,
): void {
  for (const [section, limit] of Object.entries(limits)) {
    const count = Object.keys(template[section] ?? {}).length;
    if (count > limit) {
      throw new InputError(
        `The stack has ${count} ${section.toLowerCase()}, more than the ${limit} that CloudFormation takes. ${describe(config)} ${remedy}`,
      );
    }
  }
  const bytes = Buffer.byteLength(JSON.stringify(template));
  if (bytes > templateLimitBytes) {
    throw new InputError(
      `The stack's template has ${bytes} bytes, more than the ${templateLimitBytes} that CloudFormation takes. ${describe(config)} ${remedy}`,
    );
  }
}

function describe({ sources, destinations, events }: SpillwayConfig): string {
  const all = Object.values(sources);
  const limited = all.filter(({ ratePerSecond }) => ratePerSecond !== undefined).length;
  const logged = all.filter(({ deliveryLog }) => deliveryLog !== undefined).length;
  const clients = events ? (events.clients?.length ?? 1) : 0;
  return [
    `There are ${all.length} sources with one resource each,`,
    `${limited} of them with ratePerSecond, which takes two more, and ${logged} with deliveryLog, which takes one more,`,
    `${Object.keys(destinations).length} destinations with one each if they are called over HTTP,`,
    `and ${clients} clients of events, each with an output as well.`,
  ].join(' ');
}
