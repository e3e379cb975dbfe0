import { z } from 'zod';
import type { Starter } from '../../boot/stack-parts.ts';
import { readProperties } from '../../boot/template/resources.ts';
import { generateSecret, generateSecretString } from './generate-secret.ts';

const secretProperties = z.object({
  Name: z.string(),
  Description: z.string().optional(),
  SecretString: z.string().optional(),
  GenerateSecretString: generateSecretString.optional(),
});

export const seedSecrets: Starter = (resources, { secrets }) => {
  for (const resource of resources) {
    const { Name, Description, SecretString, GenerateSecretString } = readProperties(
      secretProperties,
      resource,
    );
    const generated = GenerateSecretString ?? generateSecretString.parse({});
    secrets.create(Name, SecretString ?? generateSecret(Name, generated), Description);
  }
};
