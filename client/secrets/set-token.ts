import { createPrivateKey } from 'node:crypto';
import type { SourceConfig } from '../../service/webhook/configuration.ts';
import type { Change } from '../change.ts';
import { CommandError } from '../command-error.ts';
import type { Clients } from '../stage/clients.ts';
import { unknownName } from '../unknown-name.ts';
import { cleanSecret } from './secret-value.ts';
import { accountOfArn, findSecretArn, writeStoredSecret } from './stored-secret.ts';

export interface TokenChange {
  readonly clients: Clients;
  readonly stage: string;
  readonly source: string;
  /** All that the configuration declares. */
  readonly sources: Readonly<Record<string, SourceConfig>>;
  /** Asks before anything is written. @throws CommandError for a no */
  readonly confirm: (change: Change) => Promise<void>;
}

export interface NewToken {
  readonly source: string;
  readonly kind: 'github' | 'stripe';
}

/**
 * Stores what a sender's log of deliveries is read with, in the place of the one before.
 *
 * @param readInput gives it; called only once everything else is in order
 * @throws CommandError for a source without a log, and for what can't be such a token
 */
export async function setToken(
  { clients, stage, source, sources, confirm }: TokenChange,
  readInput: (what: string) => Promise<string>,
): Promise<NewToken> {
  const logged = Object.keys(sources).filter((name) => sources[name]?.deliveryLog);
  const log = Object.hasOwn(sources, source) ? sources[source]?.deliveryLog : undefined;
  if (log === undefined) {
    throw unknownName(
      'source with a delivery log',
      source,
      logged,
      'A source has one by `deliveryLog` in spillway.config.ts: docs/webhooks-that-never-came.md',
    );
  }
  const arn = await findSecretArn(clients.secretsManager, stage, 'delivery-log', source);
  await confirm({
    what: `Store another token for the delivery log of ${source}`,
    account: accountOfArn(arn),
  });
  const form = forms[log.kind === 'stripe' ? 'stripe' : 'app' in log ? 'app' : 'github'];
  const value = form.read(await readInput(form.what));
  if (value === undefined) {
    throw new CommandError(
      `That is not ${form.what}: ${form.expected}.`,
      'Which one it takes: docs/webhooks-that-never-came.md Nothing was changed.',
    );
  }
  await writeStoredSecret(clients.secretsManager, stage, 'delivery-log', source, {
    current: value,
  });
  return { source, kind: log.kind };
}

interface Form {
  readonly what: string;
  readonly expected: string;
  /** `undefined` for what can't be one. */
  readonly read: (input: string) => string | undefined;
}

const forms: Readonly<Record<'github' | 'app' | 'stripe', Form>> = {
  github: {
    what: 'a personal access token of GitHub',
    expected: 'github_pat_…, ghp_…, or one of GitHub Enterprise Server is expected',
    read: matching(/^[A-Za-z0-9_]{20,255}$/),
  },
  app: {
    what: 'the private key of the GitHub App',
    expected: 'the .pem file that GitHub made is expected, all of its lines',
    read: readPrivateKey,
  },
  stripe: {
    what: 'a restricted key of Stripe',
    expected: 'rk_live_…, or sk_… is expected',
    read: matching(/^(rk|sk)_(live|test)_\w{10,250}$/),
  },
};

function matching(pattern: RegExp): Form['read'] {
  return (input) => {
    const value = cleanSecret(input);
    return pattern.test(value) ? value : undefined;
  };
}

function readPrivateKey(input: string): string | undefined {
  try {
    const key = createPrivateKey(input);
    return key.asymmetricKeyType === 'rsa' ? input.trim() : undefined;
  } catch {
    return undefined; // the parser's own error may quote the key
  }
}
