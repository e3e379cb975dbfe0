import { z } from 'zod';
import { type Resource, readProperties } from '../../boot/template/resources.ts';
import { generateSecret, generateSecretString } from './generate-secret.ts';
import type { SecretStore } from './secret-store.ts';

const secretProperties = z.object({
  Name: z.string(),
  Description: z.string().optional(),
  SecretString: z.string().optional(),
  GenerateSecretString: generateSecretString.optional(),
});

export function seedSecrets(resources: readonly Resource[], secrets: SecretStore): void {
  for (const resource of resources) {
    const { Name, Description, SecretString, GenerateSecretString } = readProperties(
      secretProperties,
      resource,
    );
    const generated = GenerateSecretString ?? generateSecretString.parse({});
    secrets.create(Name, SecretString ?? generateSecret(Name, generated), Description);
  }
}
