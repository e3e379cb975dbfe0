import { isDeepStrictEqual } from 'node:util';
import { senders } from '../../../service/webhook/senders.ts';
import type { Revision } from '../deployment.ts';
import { emulatedProperties } from '../resource-types.ts';
import type { Resource } from '../template/resources.ts';

/** What holds something under a name that stays. */
const named = [
  'AWS::SQS::Queue',
  'AWS::SNS::Topic',
  'AWS::S3::Bucket',
  'AWS::DynamoDB::Table',
  'AWS::ApiGateway::RestApi',
  'AWS::ApiGateway::Stage',
  'AWS::Lambda::Function',
] as const;

/** Why a running stack can't become what was synthesized; `undefined` where it can. */
export function reasonToRestart(deployed: Revision, next: Revision): string | undefined {
  return (
    otherStack(deployed, next) ??
    newSender(next) ??
    otherName(deployed, next) ??
    otherTable(deployed, next)
  );
}

function otherStack(deployed: Revision, next: Revision): string | undefined {
  const [old, name] = [deployed, next].map(({ synthesized }) => synthesized.stackName);
  return old === name ? undefined : `the stack is ${name} now, and ${old} runs`;
}

/** This process knows the senders of its start. */
function newSender({ synthesized: { sources } }: Revision): string | undefined {
  const unknown = Object.values(sources).find(
    ({ sender }) => sender !== 'custom' && !Object.hasOwn(senders, sender),
  );
  return unknown && `the sender ${unknown.sender} was added to the service`;
}

function otherName(deployed: Revision, next: Revision): string | undefined {
  for (const { logicalId, ref } of all(next)) {
    const old = all(deployed).find((one) => one.logicalId === logicalId);
    if (old !== undefined && old.ref !== ref)
      return `${nameOf(old.ref)} is called ${nameOf(ref)} now`;
  }
  return undefined;
}

/** Of a URL or an ARN. */
function nameOf(ref: string): string {
  return ref.split(/[/:]/).at(-1) ?? ref;
}

function all({ template: { resources } }: Revision): readonly Resource[] {
  return named.flatMap((type) => resources.ofType(type));
}

function otherTable(deployed: Revision, next: Revision): string | undefined {
  const before = deployed.template.declared;
  const changed = next.template.resources.ofType('AWS::DynamoDB::Table').find(({ logicalId }) => {
    const [old, declared] = [before[logicalId], next.template.declared[logicalId]];
    return (
      old && declared && !isDeepStrictEqual(emulatedProperties(old), emulatedProperties(declared))
    );
  });
  return changed && `the table ${changed.ref} can't be changed while it runs`;
}
