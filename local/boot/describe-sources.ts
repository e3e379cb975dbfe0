import type { SourceConfig } from '../../service/webhook/configuration.ts';
import { readSlots } from '../aws/secrets-manager/read-slots.ts';
import type { SecretStore } from '../aws/secrets-manager/secret-store.ts';
import type { Source } from './embedded-stack.ts';

/** The sources by name, each with its development secret. */
export function describeSources(
  sources: Readonly<Record<string, SourceConfig>>,
  secrets: SecretStore,
  prefix: string,
  privateKeys: ReadonlyMap<string, string>,
): Readonly<Record<string, Source>> {
  return Object.fromEntries(
    Object.entries(sources).map(([name, config]) => {
      const { current = '' } = readSlots(secrets, prefix + name);
      const privateKey = privateKeys.get(name);
      const key = privateKey === undefined ? {} : { privateKey };
      return [name, { sender: config.sender, secret: current, ...key, config }];
    }),
  );
}
