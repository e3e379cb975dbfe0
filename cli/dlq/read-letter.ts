import type { MalformedEnvelopeError, NewerEnvelopeError } from '../../service/errors.ts';
import { redriveAttribute } from '../../service/processing/redriven.ts';
import { type Envelope, parseEnvelope } from '../../service/webhook/envelope.ts';
import type { DeadLetter } from './dead-letter.ts';

export interface ReadLetter {
  readonly letter: DeadLetter;
  /** Absent for a message that can't be read. */
  readonly envelope?: Envelope;
  /** Why it can't be read. The text never quotes it. */
  readonly unreadable?: MalformedEnvelopeError | NewerEnvelopeError;
  /** The redrive that sent it through before. */
  readonly redrive?: string;
}

export function readLetter(letter: DeadLetter): ReadLetter {
  const mark = letter.attributes[redriveAttribute]?.StringValue;
  try {
    const envelope = parseEnvelope(letter.body);
    const redrive = mark ?? envelope.redrive;
    return { letter, envelope, ...(redrive === undefined ? {} : { redrive }) };
  } catch (error) {
    const unreadable = error as MalformedEnvelopeError | NewerEnvelopeError;
    return { letter, unreadable, ...(mark === undefined ? {} : { redrive: mark }) };
  }
}
