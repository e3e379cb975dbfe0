import { examplesOf } from '../client/example-webhook/examples-of.ts';
import type { Sender } from '../service/webhook/sender.ts';
import { senders } from '../service/webhook/senders.ts';
import { markdownTable } from './markdown-table.ts';

/** What `npx spillway send` has of each sender. */
export function examplesSection(): readonly string[] {
  return [
    '## Examples',
    '',
    'Each is sent, signed as its sender signs, by `npx spillway send <source> --example <name>`. The first one is sent',
    'where none is named, and is in the `curl` line of `npm start`. Types differ from names where they are in brackets.',
    '',
    ...markdownTable(
      ['sender', 'examples'],
      Object.entries<Sender>(senders).map(([name, { title }]) => [title, namesOf(name)]),
    ),
  ];
}

const few = 12;

function namesOf(sender: string): string {
  const examples = Object.entries(examplesOf(sender));
  const named = examples
    .slice(0, few)
    .map(([name, { type }]) => (name === type ? `\`${name}\`` : `\`${name}\` (\`${type}\`)`));
  const left = examples.length - named.length;
  const more = left > 0 ? [`and ${left} more, the sender's own: \`--list\` shows them`] : [];
  return [...named, ...more].join(', ');
}
