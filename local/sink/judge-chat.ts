import { parseJson } from '../../service/webhook/json-body.ts';
import { firstLine } from './messages.ts';

export type ChatKind = 'slack' | 'discord';

/** A chat service's answer to a post to one of its webhooks. */
export interface ChatAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  /** The message's first line. Absent: it was refused. */
  readonly title?: string;
}

type Fields = Readonly<Record<string, unknown>>;

const contentLimit = 2_000;

const judges: Readonly<Record<ChatKind, (fields: Fields | undefined) => ChatAnswer>> = {
  slack: judgeSlack,
  discord: judgeDiscord,
};

/** What the service would say about a message. Only its text is judged, and whether it has other content at all. */
export function judgeChat(kind: ChatKind, body: Buffer): ChatAnswer {
  const json = parseJson(body);
  const isObject = typeof json === 'object' && json !== null && !Array.isArray(json);
  return judges[kind](isObject ? Object(json) : undefined);
}

/** https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors */
function judgeSlack(fields: Fields | undefined): ChatAnswer {
  const answer = (status: number, body: string) => ({ status, contentType: 'text/html', body });
  if (fields === undefined) return answer(400, 'invalid_payload');
  const { text, blocks, attachments } = fields;
  if (isText(text)) return { ...answer(200, 'ok'), title: firstLine(text) };
  if (isList(blocks)) return { ...answer(200, 'ok'), title: counted(blocks, 'block') };
  if (isList(attachments)) {
    return { ...answer(200, 'ok'), title: counted(attachments, 'attachment') };
  }
  return answer(400, 'no_text');
}

/** https://discord.com/developers/docs/resources/webhook#execute-webhook, which answers 204 unless asked to wait */
function judgeDiscord(fields: Fields | undefined): ChatAnswer {
  const answer = (status: number, body?: object) => ({
    status,
    contentType: 'application/json',
    body: body === undefined ? '' : JSON.stringify(body),
  });
  if (fields === undefined) {
    return answer(400, { message: 'The request body contains invalid JSON.', code: 50_109 });
  }
  const { content, embeds } = fields;
  if (isText(content) && [...content].length > contentLimit) {
    const error = {
      code: 'BASE_TYPE_MAX_LENGTH',
      message: `Must be ${contentLimit} or fewer in length.`,
    };
    const errors = { content: { _errors: [error] } };
    return answer(400, { message: 'Invalid Form Body', code: 50_035, errors });
  }
  if (isText(content)) return { ...answer(204), title: firstLine(content) };
  if (isList(embeds)) return { ...answer(204), title: counted(embeds, 'embed') };
  return answer(400, { message: 'Cannot send an empty message', code: 50_006 });
}

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.trim() !== '';
const isList = (value: unknown): value is readonly unknown[] =>
  Array.isArray(value) && value.length > 0;
const counted = ({ length }: readonly unknown[], what: string) =>
  `${length} ${what}${length === 1 ? '' : 's'}`;
