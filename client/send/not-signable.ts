import { type CommandError, wrongUsage } from '../command-error.ts';
import type { Channel } from './channel.ts';

/** Why a channel signs nothing. */
export function notSignable({ title, source, isUrlMissing }: Channel): CommandError {
  return wrongUsage(
    `Webhooks of ${title} can't be signed here.`,
    isUrlMissing
      ? `It signs the URL: give the source ${source} its publicUrl.`
      : 'Only the sender has the key for it. With the secret that `npm start` made up, they can be.',
  );
}
