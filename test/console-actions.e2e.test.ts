import { openConsole } from './console/open-console.ts';
import { tellOfKeys } from './console/stories/keys.ts';
import { tellOfLetters } from './console/stories/letters.ts';
import { tellOfStages } from './console/stories/stage.ts';
import { tellOfStates } from './console/stories/states.ts';
import { tellOfWebhooks } from './console/stories/webhooks.ts';

const at = openConsole({ context: { secretCacheSeconds: '0' } });

tellOfLetters(at);
tellOfWebhooks(at);
tellOfStages(at);
tellOfStates(at);
// What comes after it is signed with another key.
tellOfKeys(at);
