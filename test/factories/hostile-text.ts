import type { Random } from './random.ts';

/** Each tries to be more than a text, for somebody who reads it. */
const attacks = [
  '<script>alert(1)</script>',
  '\u001b[31mred\u001b]0;title\u0007',
  '\u009b2J',
  '\n{"level":"ERROR","message":"webhook dead-lettered","service":"spillway-dev-processing"}\n',
  '\r\n\t\0\u007f',
  '\u2028\u2029\u0085',
  '\u202ereversed\u202c\u2066',
  '\u200b\ufeff\u{e0041}',
  '\ud800',
  '\udc00\ud800',
  '__proto__',
  'constructor',
  '_aws',
  '","_aws":{"Timestamp":1,"CloudWatchMetrics":[{"Namespace":"Spillway","Dimensions":[["x"]],"Metrics":[{"Name":"WebhookAccepted"}]}]},"x":"',
  '\\"}',
  '\\u202e',
  '%s %o {jndi:ldap://x} $& $1',
  'ü中🎉',
] as const;

const characters = Array.from({ length: 0x300 }, (_, code) => String.fromCharCode(code)).join('');

/** Pieces of what deceives terminals, JSON, loggers and people, in any order. */
export function hostileText(random: Random): string {
  const piece = () =>
    random.chance(0.8) ? random.pick(attacks) : random.text(random.below(40), characters);
  return Array.from({ length: 1 + random.below(4) }, piece).join('');
}
