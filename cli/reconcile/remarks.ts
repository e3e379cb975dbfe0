import type { CommandLines } from '../../client/command-lines.ts';

export const noneHasLog =
  'No source has a delivery log, so nothing is missing that anybody could know of: docs/webhooks-that-never-came.md';

export function toSetToken(source: string, lines: CommandLines): string {
  const command = lines.other(['secrets', 'set', source], { deliveryLog: true });
  return `${source} has no token for its delivery log, which is not read: ${command}`;
}
