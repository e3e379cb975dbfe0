/** What a run has to say at its end. */
export interface TranscriptEnd {
  readonly changes: readonly string[];
  readonly surprises: readonly string[];
  readonly at: string;
}

interface Section {
  readonly title: string;
  /** What stands there until somebody knows better. */
  readonly none: string;
  readonly items: (end: TranscriptEnd) => readonly string[];
}

const sections: readonly [Section, ...Section[]] = [
  {
    title: '## Cause',
    none: 'To be written, with what made it possible.',
    items: () => [],
  },
  {
    title: '## Changed and undone',
    none: 'Nothing was changed.',
    items: ({ changes }) => changes,
  },
  {
    title: '## Where the page was wrong or slow',
    none: 'Each output that was compared was as the page says.',
    items: ({ surprises }) => surprises,
  },
  { title: '## To do', none: 'To be written: each with an owner and a day.', items: () => [] },
];

/**
 * Takes the end sections of an earlier run out of a transcript, to be written once more below what follows.
 *
 * @returns the transcript without them, and they; undefined where it has none, as after a run that was killed
 */
export function splitEnd(text: string): readonly [text: string, end: string | undefined] {
  const at = text.lastIndexOf(`\n${sections[0].title}\n`);
  const end = at === -1 ? '' : text.slice(at + 1);
  // An output may quote a transcript: its fence ends below.
  const isEnd = sections.every(({ title }) => end.includes(`${title}\n`)) && !end.includes('\n```');
  return isEnd ? [text.slice(0, at), end] : [text, undefined];
}

/**
 * What is left to be written by hand, at the end of a transcript.
 *
 * @param before that of earlier runs, with what was written there since
 */
export function endText(end: TranscriptEnd, before = ''): string {
  const parts = before.split(/^(?=## )/m).map((part) => part.trim());
  const own = sections.map(({ title, none, items }) => {
    const part = parts.find((one) => one.startsWith(`${title}\n`));
    const kept = part?.slice(title.length).replace(ended, '').trim() ?? none;
    const added = items(end).map((item) => `- ${item}`);
    const isReplaced = kept === none && added.length > 0;
    return `${title}\n\n${[...(isReplaced ? [] : [kept]), ...added].join('\n')}`;
  });
  const others = parts.filter((part) => !sections.some(({ title }) => part.startsWith(title)));
  const all = [...own, ...others.filter(Boolean)].join('\n\n');
  return `\n${all}\n\nThe transcript ends at ${end.at}.\n`;
}

const ended = /\n*^The transcript ends at .*$/gm;
