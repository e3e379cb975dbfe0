import { expect, it } from 'vitest';
import { queryText, savedQueries } from '../../../../dashboards/queries.ts';
import { readQuery } from './read-query.ts';

it.each(Object.entries(savedQueries))('the saved query %s can be run here', (_, saved) => {
  expect(() => readQuery(queryText(saved))).not.toThrow();
});
