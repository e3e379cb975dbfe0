import { wrongUsage } from '../client/command-error.ts';

/**
 * Settings as `-c name=value` gives them.
 *
 * @throws CommandError that names the one which isn't one
 */
export function readContext(given: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    given.map((text) => {
      const [, name, value] = /^(\w+)=(.*)$/s.exec(text) ?? [];
      if (name !== undefined && value !== undefined && name !== 'stage') return [name, value];
      throw wrongUsage(
        `-c ${text}: it must be the name of a setting, = and its value.`,
        name === 'stage' ? 'Name the stage with --stage.' : 'Such as -c maxConcurrency=100',
      );
    }),
  );
}
