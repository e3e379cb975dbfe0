import { describe } from 'vitest';
import { openConsole } from './console/open-console.ts';
import { tellOfKeys } from './console/stories/keys.ts';
import { tellOfLetters } from './console/stories/letters.ts';
import { tellOfStages } from './console/stories/stage.ts';
import { tellOfStates } from './console/stories/states.ts';
import { tellOfWebhooks } from './console/stories/webhooks.ts';

const at = openConsole({ context: { secretCacheSeconds: '0' } });

describe('on the console, letters:', () => tellOfLetters(at));
describe('on the console, webhooks:', () => tellOfWebhooks(at));
describe('on the console, stages:', () => tellOfStages(at));
describe('on the console, states:', () => tellOfStates(at));
// What comes after it is signed with another key.
describe('on the console, keys:', () => tellOfKeys(at));
