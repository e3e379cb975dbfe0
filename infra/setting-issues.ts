import type { z } from 'zod';

interface Row {
  /** `infra/settings.ts: stages.dev` */
  readonly place: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Says of each wrong setting where it was set: by `-c`, or in the row of its stage. One line each. */
export function describeSettingIssues(
  issues: readonly z.core.$ZodIssue[],
  { place, values }: Row,
  overrides: Readonly<Record<string, unknown>>,
): string {
  const given = (name: string) => {
    // Somebody may have put the secret itself where its name belongs.
    if (/Secret$/.test(name))
      return Object.hasOwn(overrides, name) ? `-c ${name}` : `${place}.${name}`;
    if (Object.hasOwn(overrides, name)) return `-c ${name}=${overrides[name]}`;
    return `${place}.${name}=${values[name]}`;
  };
  return issues
    .flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((name) => `${place}.${name}: no such setting.`)
        : [`${given(String(issue.path[0]))}: ${issue.message}.`],
    )
    .join('\n');
}
