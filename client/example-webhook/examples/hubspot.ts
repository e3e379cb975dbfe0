import { type Examples, examplesByType } from '../example.ts';

/** One request holds up to 100 of them: https://developers.hubspot.com/docs/apps/legacy-apps/webhooks */
export const hubspot: Examples = examplesByType<object>(
  {
    'contact.creation': () => ({ objectId: 1246965, changeFlag: 'CREATED' }),
    'contact.propertyChange': () => ({
      objectId: 1246965,
      propertyName: 'lifecyclestage',
      propertyValue: 'subscriber',
    }),
    'deal.creation': () => ({ objectId: 9876543, changeFlag: 'CREATED' }),
  },
  (event, subscriptionType, { now, number }) => ({
    json: [
      {
        ...event,
        eventId: number,
        subscriptionId: 5,
        portalId: 1160452,
        appId: 54321,
        occurredAt: now,
        subscriptionType,
        attemptNumber: 0,
        changeSource: 'CRM',
      },
    ],
  }),
);
