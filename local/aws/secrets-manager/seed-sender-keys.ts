import type { SourceConfig } from '../../../service/webhook/configuration.ts';
import type { SignatureScheme } from '../../../service/webhook/sender.ts';
import { senderOf } from '../../../service/webhook/sender-of.ts';
import { isUsable, signingKeyOf } from '../../../service/webhook/signing-key.ts';
import { developmentKey } from './development-key.ts';
import { readSlots } from './read-slots.ts';
import type { SecretStore } from './secret-store.ts';

/**
 * Puts a key of the sender's own form where the generated letters and digits are none: a public key, or hex. On
 * AWS such a source refuses all until its secret is set.
 *
 * @returns the private keys of those whose senders sign with one, by source
 */
export function seedSenderKeys(
  sources: Readonly<Record<string, SourceConfig>>,
  secrets: SecretStore,
  prefix: string,
  log: (line: string) => void,
): ReadonlyMap<string, string> {
  const privateKeys = new Map<string, string>();
  for (const [source, config] of Object.entries(sources)) {
    const name = prefix + source;
    const { schemes } = senderOf(config);
    const [scheme] = schemes;
    const { current = '' } = readSlots(secrets, name);
    if (scheme === undefined || isKeyOf(schemes, current)) continue;
    const { secret, privateKey } = developmentKey(name, scheme);
    secrets.put(secrets.find(name), JSON.stringify({ current: secret }), ['AWSCURRENT']);
    if (privateKey !== undefined) privateKeys.set(source, privateKey);
    log(
      `${source} has a development key in place of the generated secret, which is no key of its sender. On AWS it takes nothing until: npx spillway secrets set ${source} --stage ${prefix.split('/')[1]}`,
    );
  }
  return privateKeys;
}

function isKeyOf(schemes: readonly SignatureScheme[], secret: string): boolean {
  return schemes.some(({ key }) => isUsable(signingKeyOf(key, secret)));
}
