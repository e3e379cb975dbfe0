import { describe } from 'vitest';
import { openConsole } from './console/open-console.ts';
import { tellOfAlarms } from './console/stories/alarm.ts';
import { tellOfDashboards } from './console/stories/dashboards.ts';

// A minute of metrics and alarms passes in a second and a half.
const at = openConsole({ clockFactor: 40 });

describe('on the console, dashboards:', () => tellOfDashboards(at));
describe('on the console, trouble:', () => tellOfAlarms(at));
