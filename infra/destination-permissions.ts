import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { SpillwayConfig } from './configuration.ts';
import { grantInPieces, type Permission } from './policy-pieces.ts';

type Destination = SpillwayConfig['destinations'][string];

/** Destinations that are called over HTTP. All others are reached with the function's role. */
export function destinationsWithSecret(
  destinations: SpillwayConfig['destinations'],
): readonly string[] {
  return Object.keys(destinations).filter((name) =>
    ['http', 'slack', 'discord'].includes(destinations[name]?.type ?? ''),
  );
}

/** Lets processing send to its destinations, and to nothing else. */
export function grantDestinations(destinations: SpillwayConfig['destinations'], role: Role): void {
  const permissions = Object.values(destinations).flatMap(
    (destination) => permissionFor(destination, role) ?? [],
  );
  grantInPieces(role, permissions);
}

function permissionFor(destination: Destination, scope: Construct): Permission | undefined {
  const stack = Stack.of(scope);
  switch (destination.type) {
    case 'email': {
      const domain = destination.from.split('@')[1] ?? '';
      const arn = (resourceName: string) =>
        stack.formatArn({ service: 'ses', resource: 'identity', resourceName });
      // SES checks whichever of the two is verified.
      return { action: 'ses:SendEmail', arns: [arn(destination.from), arn(domain)] };
    }
    case 'eventbridge': {
      const { busName = 'default' } = destination;
      const arn = busName.startsWith('arn:')
        ? busName
        : stack.formatArn({ service: 'events', resource: 'event-bus', resourceName: busName });
      return { action: 'events:PutEvents', arns: [arn] };
    }
    case 'sqs': {
      const [account = '', resource = ''] = new URL(destination.queueUrl).pathname
        .slice(1)
        .split('/');
      const arnFormat = ArnFormat.NO_RESOURCE_NAME;
      const arn = stack.formatArn({ service: 'sqs', account, resource, arnFormat });
      return { action: 'sqs:SendMessage', arns: [arn] };
    }
    case 'http':
    case 'slack':
    case 'discord':
      return undefined;
  }
}
