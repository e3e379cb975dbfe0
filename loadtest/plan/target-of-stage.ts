import { CommandError } from '../../client/command-error.ts';
import { readStoredSecret } from '../../client/secrets/stored-secret.ts';
import { createCallAws } from '../../client/stage/call-aws.ts';
import { createClients } from '../../client/stage/clients.ts';
import { readStackOutputs } from '../../client/stage/stack-outputs.ts';
import type { Stage } from '../../client/stage/stage.ts';
import { isActive } from '../../service/webhook/signing-secret.ts';
import { describeSources } from './describe-sources.ts';
import type { Target } from './target.ts';

/**
 * A deployed stage, with what its sources' webhooks are signed with now. A source without a secret is left out: nothing
 * can be sent to it.
 *
 * @param url where it is; asked of CloudFormation where it isn't given
 * @throws CommandError that says what to do
 */
export async function targetOfStage(name: string, url: string | undefined): Promise<Target> {
  const stage: Stage = { name, isEmbedded: false };
  const clients = createClients(stage);
  try {
    const described = await describeSources();
    const secrets = await Promise.all(
      Object.keys(described).map(async (source) => {
        const { slots } = await readStoredSecret(clients.secretsManager, name, 'source', source);
        return [source, currentOf(slots)] as const;
      }),
    );
    const sources = secrets.flatMap(([source, secret]) => {
      const row = described[source];
      return row === undefined || secret === undefined ? [] : [[source, { ...row, secret }]];
    });
    const endpoint = url || (await endpointOf(name, createCallAws(clients)));
    return {
      ...{ stage: name, endpoint: endpoint.replace(/\/+$/, '') },
      sources: Object.fromEntries(sources),
    };
  } finally {
    clients.destroy();
  }
}

function currentOf(slots: Readonly<Record<string, string>>): string | undefined {
  return (
    slots.current ?? Object.entries(slots).find(([slot, value]) => isActive({ slot, value }))?.[1]
  );
}

async function endpointOf(stage: string, callAws: ReturnType<typeof createCallAws>) {
  const { Endpoint: endpoint } = await readStackOutputs(stage, callAws);
  if (endpoint !== undefined) return endpoint;
  throw new CommandError(
    `The stack Spillway-${stage} has no output Endpoint.`,
    `Deploy it again: \`npx cdk deploy -c stage=${stage}\``,
  );
}
