import { z } from 'zod';
import type { ExpectEvery } from '../service/webhook/cadence.ts';
import { readCadence } from '../service/webhook/read-cadence.ts';
import { explainIssue } from './describe-issue.ts';
import { shown } from './shown.ts';

const text = z.string().optional();
const times = z.strictObject({ within: z.string(), days: text, hours: text, timeZone: text });

/** `expectEvery` of a source, and of `events`. */
export const expectEvery = z
  .custom<ExpectEvery>()
  .superRefine((value, context) => {
    if (value === undefined || value === false) return;
    if (typeof value === 'object' && value !== null) {
      const { error } = times.safeParse(value, { error: explainIssue, reportInput: true });
      if (error) return void context.issues.push(...(error.issues as z.core.$ZodRawIssue[]));
    } else if (typeof value !== 'string') {
      const message = `must be a time, such as '1 h', or { within: '1 h', days: 'Mon-Fri', hours: '08-20' }, and is ${shown(value)}`;
      return context.addIssue({ code: 'custom', message });
    }
    const cadence = readCadence(value);
    if (!('problem' in cadence)) return;
    const { field, problem } = cadence;
    const given = shown(field === undefined ? value : Object(value)[field]);
    const path = field === undefined ? [] : [field];
    context.addIssue({ code: 'custom', path, message: `${problem}, and is ${given}` });
  })
  .optional();
