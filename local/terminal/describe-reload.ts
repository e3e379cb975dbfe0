import type { Reload } from '../boot/reload/reload.ts';

const lines: {
  readonly [Kind in Reload['kind']]: (reload: Extract<Reload, { kind: Kind }>) => string;
} = {
  began: () => 'Edited: synthesizing the template again …',
  reloaded: ({ seconds, changes }) =>
    `Reloaded in ${seconds.toFixed(1)} s: ${changes.join(', ') || 'nothing that is deployed has changed'}`,
  refused: ({ why }) => `Not reloaded, and all goes on as before: ${inOneLine(why)}`,
  'needs-restart': ({ why }) =>
    `Not reloaded, and all goes on as before: ${inOneLine(why)}. For that, restart npm start`,
  failed: ({ why }) => `The reload broke off: ${inOneLine(why)}. Restart npm start`,
  'not-watching': ({ why }) =>
    `Edits can't be watched here: ${inOneLine(why)}. Restart npm start after an edit`,
};

/** One line for who edited. */
export function describeReload(reload: Reload): string {
  return (lines[reload.kind] as (reload: Reload) => string)(reload);
}

/** Synthesis lists what is wrong, one field a line. */
function inOneLine(text: string): string {
  return text
    .trim()
    .split(/\s*\n\s*/)
    .join(' ')
    .replace(/\.$/, '');
}
