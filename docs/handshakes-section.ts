import type { Probe } from '../service/webhook/handshake.ts';
import type { Sender } from '../service/webhook/sender.ts';
import { senders } from '../service/webhook/senders.ts';
import { handshakeCommands } from './handshake-commands.ts';

/** The questions that senders ask, each with commands to try it. */
export function handshakesSection(): readonly string[] {
  const rows = Object.entries<Sender>(senders);
  return [
    '## Probes',
    '',
    'Some senders ask, unsigned, whether the endpoint is there. The answer is always an empty 200, and nothing of the',
    'question is stored or counted.',
    '',
    ...rows.flatMap(([, { title, probes = [] }]) =>
      probes.map((probe) => `- ${title}: ${probeText(probe)}`),
    ),
    '',
    '## Handshakes',
    '',
    'Paste these while `npm start -- --config examples/all-senders.config.ts` runs in another terminal.',
    '',
    "A challenge is echoed or signed only where it has nothing but a token's characters (`A-Z a-z 0-9 _ = + / -`,",
    'at most 256), so that no answer can serve as the signature of a webhook.',
    ...rows.flatMap(([name, sender]) => handshakesOf(name, sender)),
  ];
}

function probeText({ asks }: Probe): string {
  if ('method' in asks) return `any ${asks.method}, which it sends when its URL is saved`;
  const others = asks.beside.map((name) => `\`${name}\``).join(', ');
  return `a form of less than 1 KB with \`${asks.form}=${asks.equals}\` and at most ${others} beside it`;
}

function handshakesOf(name: string, sender: Sender): readonly string[] {
  return (sender.handshakes ?? []).flatMap((handshake) => {
    const commands = handshakeCommands(name, sender, handshake);
    const lines = ['', `### ${sender.title}: \`${handshake.name}\``, ''];
    if (handshake.answer.kind === 'stored') {
      lines.push('Signed, stored and answered like any other webhook.', '');
    }
    if (commands === undefined) {
      return [...lines, 'Only the sender can sign this question: its private key is its own.'];
    }
    return [
      ...lines,
      '```sh',
      ...commands.lines,
      '```',
      '',
      '```text printed',
      commands.prints,
      '```',
    ];
  });
}
