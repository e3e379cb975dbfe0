import { printable } from '../../../../../client/terminal/printable.ts';
import type { RoutePicture as Picture } from '../../../server/endpoints/read-routes.ts';
import { boxHeight, handlerKey, layoutPicture } from './layout-picture.ts';

interface Props {
  readonly picture: Picture;
  /** Of the webhook that is asked about: whether each route takes it. */
  readonly taken: ReadonlyMap<string, boolean> | undefined;
}

/** Sources, routes and destinations as boxes. The list beside it says the same in words. */
export function RoutePicture({ picture, taken }: Props) {
  const { width, height, boxes, lines } = layoutPicture(picture);
  const texts = textsOf(picture);
  const lookOf = (key: string) => {
    const isTaken = key.startsWith('route ') ? taken?.get(key.slice(6)) : undefined;
    return isTaken === undefined ? undefined : isTaken ? 'is-taken' : 'is-left';
  };
  return (
    <svg
      class="route-picture"
      viewBox={`-2 -2 ${width + 4} ${height + 4}`}
      role="img"
      aria-label="Sources, the routes that take their webhooks, and where these go; the list below says the same"
    >
      {lines.map(({ from, to, path }) => (
        <path key={`${from} ${to}`} d={path} class={lookOf(from) ?? lookOf(to)} />
      ))}
      {[...boxes.values()].map(({ key, x, y, width: boxWidth }) => {
        const [title = '', small = ''] = texts.get(key) ?? [];
        const most = Math.floor((boxWidth - 24) / 7.5);
        return (
          <g key={key} class={lookOf(key)}>
            <rect x={x} y={y} width={boxWidth} height={boxHeight} rx="6" />
            <text x={x + 12} y={y + 20}>
              {signOf(lookOf(key))}
              {cut(title, most)}
            </text>
            <text class="small" x={x + 12} y={y + 37}>
              {cut(small, most)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

function signOf(look: string | undefined): string {
  return look === undefined ? '' : look === 'is-taken' ? '✓ ' : '⊘ ';
}

function cut(text: string, most: number): string {
  const shown = printable(text);
  return shown.length <= most ? shown : `${shown.slice(0, most - 1)}…`;
}

function textsOf({
  sources,
  routes,
  destinations,
}: Picture): ReadonlyMap<string, readonly string[]> {
  return new Map<string, readonly string[]>([
    ...sources.map(({ name, title }) => [`source ${name}`, [name, title]] as const),
    ...routes.map((route) => {
      const conditions = route.conditions.join(', ') || 'all types';
      return [`route ${route.name}`, [route.name, conditions]] as const;
    }),
    ...routes.map(({ name }) => [handlerKey(name), [name, 'handler in processing']] as const),
    ...destinations.map(({ name, type }) => [`destination ${name}`, [name, type]] as const),
  ]);
}
