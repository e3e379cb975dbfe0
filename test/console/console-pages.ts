/** The pages that the navigation leads to, in its order. */
export const consolePages = [
  { at: '/', title: 'Overview' },
  { at: '/events', title: 'Events' },
  { at: '/dead-letters', title: 'Dead letters' },
  { at: '/dashboards', title: 'Dashboards' },
  { at: '/alarms', title: 'Alarms' },
  { at: '/sources', title: 'Sources' },
  { at: '/routes', title: 'Routes' },
  { at: '/send', title: 'Send' },
  { at: '/faults', title: 'Faults' },
] as const;
