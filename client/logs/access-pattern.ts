import type { LogQuery } from './log-query.ts';

/** As `filterPatternOf` is for the functions: a status stands for a level. */
export function accessPatternOf({ level }: Pick<LogQuery, 'level'>): string | undefined {
  if (level === 'WARN') return '{ $.status = "4*" || $.status = "5*" }';
  if (level === 'ERROR') return '{ $.status = "5*" }';
  return undefined;
}
