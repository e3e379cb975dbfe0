/** `order-service` → `OrderService`, as the name of an output may be. */
export function pascalCase(name: string): string {
  return name.replace(/(^|-)([a-z0-9])/g, (_, _dash, first: string) => first.toUpperCase());
}
