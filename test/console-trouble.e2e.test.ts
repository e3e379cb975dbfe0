import { describe } from 'vitest';
import { openConsole } from './console/open-console.ts';
import { tellOfAlarms } from './console/stories/alarm.ts';
import { tellOfDashboards } from './console/stories/dashboards.ts';

// A minute of metrics and alarms passes in a second.
const at = openConsole({ clockFactor: 60 });

describe('on the console, dashboards:', () => tellOfDashboards(at));
describe('on the console, trouble:', () => tellOfAlarms(at));
