import { shellQuote } from './shell-quote.ts';

interface ShellSyntax {
  readonly set: (name: string, value: string) => string;
  readonly unset: (name: string) => string;
}

/** How each shell sets a variable for what it starts. */
export const shells = {
  sh: {
    set: (name, value) => `export ${name}=${shellQuote(value)}`,
    unset: (name) => `unset ${name}`,
  },
  fish: {
    set: (name, value) => `set -gx ${name} '${value.replace(/[\\']/g, '\\$&')}'`,
    unset: (name) => `set -e ${name}`,
  },
  powershell: {
    set: (name, value) => `$env:${name} = '${value.replaceAll("'", "''")}'`,
    unset: (name) => `Remove-Item Env:${name} -ErrorAction Ignore`,
  },
} as const satisfies Record<string, ShellSyntax>;

export type ShellName = keyof typeof shells;

const isVariable = (name: string) => /^[A-Z_][A-Z0-9_]*$/i.test(name);

/** Lines for a shell to evaluate. What is no name of a variable is left out. */
export function shellAssignments(
  shell: ShellName,
  set: Readonly<Record<string, string>>,
  unset: readonly string[],
): readonly string[] {
  const syntax: ShellSyntax = shells[shell];
  return [
    ...Object.entries(set)
      .filter(([name]) => isVariable(name))
      .map(([name, value]) => syntax.set(name, value)),
    ...unset.map((name) => syntax.unset(name)),
  ];
}
