import { createHmac } from 'node:crypto';
import { z } from 'zod';

const lowercase = 'abcdefghijklmnopqrstuvwxyz';
const uppercase = lowercase.toUpperCase();
const numbers = '0123456789';
const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/** The template's `GenerateSecretString`. */
export const generateSecretString = z.object({
  SecretStringTemplate: z.string().optional(),
  GenerateStringKey: z.string().optional(),
  PasswordLength: z.number().int().min(1).max(4096).default(32),
  ExcludeCharacters: z.string().default(''),
  ExcludeLowercase: z.boolean().default(false),
  ExcludeUppercase: z.boolean().default(false),
  ExcludeNumbers: z.boolean().default(false),
  ExcludePunctuation: z.boolean().default(false),
  IncludeSpace: z.boolean().default(false),
  RequireEachIncludedType: z.boolean().default(true),
});
export type GenerateSecretString = z.infer<typeof generateSecretString>;

/**
 * What Secrets Manager would generate, but the same for the same name each time, so that a restarted stack
 * accepts what was signed before. Nothing secret about it: for one machine's development only.
 */
export function generateSecret(name: string, spec: GenerateSecretString): string {
  const password = generatePassword(name, spec);
  if (spec.GenerateStringKey === undefined) return password;
  const template = z
    .record(z.string(), z.unknown())
    .parse(JSON.parse(spec.SecretStringTemplate ?? '{}'));
  return JSON.stringify({ ...template, [spec.GenerateStringKey]: password });
}

function generatePassword(name: string, spec: GenerateSecretString): string {
  const types = [
    spec.ExcludeLowercase ? '' : lowercase,
    spec.ExcludeUppercase ? '' : uppercase,
    spec.ExcludeNumbers ? '' : numbers,
    spec.ExcludePunctuation ? '' : punctuation,
    spec.IncludeSpace ? ' ' : '',
  ]
    .map((type) => [...type].filter((character) => !spec.ExcludeCharacters.includes(character)))
    .filter((type) => type.length > 0);
  const alphabet = types.flat();
  if (alphabet.length === 0) throw new Error(`The secret ${name} excludes every character.`);
  for (let attempt = 0; attempt < 100; attempt++) {
    const password = pick(`${name} ${attempt}`, alphabet, spec.PasswordLength);
    const hasEach = types.every((type) => type.some((character) => password.includes(character)));
    if (hasEach || !spec.RequireEachIncludedType) return password;
  }
  throw new Error(`The secret ${name} is too short to hold every included type of character.`);
}

function pick(seed: string, alphabet: readonly string[], length: number): string {
  let picked = '';
  for (let block = 0; picked.length < length; block++) {
    const bytes = createHmac('sha256', 'spillway development secret')
      .update(`${seed} ${block}`)
      .digest();
    for (const byte of bytes)
      if (picked.length < length) picked += alphabet[byte % alphabet.length];
  }
  return picked;
}
