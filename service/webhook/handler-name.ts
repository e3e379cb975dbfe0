/** What a route's own `handler` is remembered by, in place of a destination. */
export function handlerName(route: string): string {
  return `handler:${encodeURIComponent(route)}`;
}
