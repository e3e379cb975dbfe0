/** `order-service` → `OrderService`, which is allowed as the name of an output. */
export function pascalCase(name: string): string {
  return name.replace(/(^|-)([a-z0-9])/g, (_, _dash, first: string) => first.toUpperCase());
}
