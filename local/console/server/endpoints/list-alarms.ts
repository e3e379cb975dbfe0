import { readTrouble } from '../../../../client/alarms/read-trouble.ts';
import { explainError } from '../../../../client/explain-error.ts';
import type { Endpoint } from '../endpoint.ts';

/** What `spillway alarms --all` tells. */
export const listAlarms: Endpoint = {
  method: 'GET',
  path: '/api/alarms',
  answer: (_, { stage, clients, lines, now }) =>
    readTrouble(stage.name, {
      cloudWatch: clients.cloudWatch,
      explain: (error) => explainError(error, stage, lines).message,
      now: now(),
    }),
};
