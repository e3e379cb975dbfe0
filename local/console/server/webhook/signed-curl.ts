import { isUtf8 } from 'node:buffer';
import { CommandError } from '../../../../client/command-error.ts';
import { curlOf } from '../../../../client/example-webhook/curl-line.ts';
import type { Channel } from '../../../../client/send/channel.ts';
import type { Composed } from '../../../../client/send/compose.ts';
import { notSignable } from '../../../../client/send/not-signable.ts';

export interface SignedCurl {
  /** For a shell. Its signature, or the secret itself where the sender sends that, lets whoever has it send this. */
  readonly line: string;
}

/** @throws CommandError where it can't be signed here, or no command line can hold its body */
export function signedCurl(channel: Channel, composed: Composed, now: number): SignedCurl {
  const request = channel.sign(composed.compose(now), now);
  if (request === undefined) throw notSignable(channel);
  // What is no text, and a NUL, can be in no argument of a process.
  if (isUtf8(request.body) && !request.body.includes(0)) {
    return { line: curlOf(channel.url, request) };
  }
  throw new CommandError(
    'Its body is not text, which no command line can hold.',
    'Send it again from here.',
  );
}
