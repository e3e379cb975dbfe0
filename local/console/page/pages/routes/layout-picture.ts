import type { RoutePicture } from '../../../server/endpoints/read-routes.ts';

export interface Box {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export interface Line {
  readonly from: string;
  readonly to: string;
  /** For an SVG path. */
  readonly path: string;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: ReadonlyMap<string, Box>;
  readonly lines: readonly Line[];
}

export const boxHeight = 48;
const gap = 14;
const columns = { source: [0, 200], route: [300, 340], destination: [760, 200] } as const;
const width = 960;

/** Of the code that runs in processing itself. */
export const handlerKey = (route: string) => `handler ${route}`;

/** Three columns, in the order of the configuration, and what leads from one to the next. */
export function layoutPicture({ sources, routes, destinations }: RoutePicture): Layout {
  const handlers = routes
    .filter(({ hasHandler }) => hasHandler)
    .map(({ name }) => handlerKey(name));
  const columnsOf = {
    source: sources.map(({ name }) => `source ${name}`),
    route: routes.map(({ name }) => `route ${name}`),
    destination: [...destinations.map(({ name }) => `destination ${name}`), ...handlers],
  };
  const most = Math.max(...Object.values(columnsOf).map(({ length }) => length), 1);
  const height = most * (boxHeight + gap) - gap;
  const boxes = new Map<string, Box>();
  for (const [name, keys] of Object.entries(columnsOf)) {
    const [x, boxWidth] = columns[name as keyof typeof columns];
    const top = (height - keys.length * (boxHeight + gap) + gap) / 2;
    for (const [index, key] of keys.entries()) {
      boxes.set(key, { key, x, y: top + index * (boxHeight + gap), width: boxWidth });
    }
  }
  const pairs = routes.flatMap((route) => {
    const from = route.sources ?? sources.map(({ name }) => name);
    const goals = [
      ...route.to.map((name) => `destination ${name}`),
      ...(route.hasHandler ? [handlerKey(route.name)] : []),
    ];
    return [
      ...from.map((name) => [`source ${name}`, `route ${route.name}`] as const),
      ...goals.map((goal) => [`route ${route.name}`, goal] as const),
    ];
  });
  const lines = pairs.flatMap(([from, to]) => lineOf(boxes.get(from), boxes.get(to)));
  return { width, height, boxes, lines };
}

function lineOf(from: Box | undefined, to: Box | undefined): Line[] {
  if (from === undefined || to === undefined) return [];
  const [x1, y1] = [from.x + from.width, from.y + boxHeight / 2];
  const [x2, y2] = [to.x, to.y + boxHeight / 2];
  const middle = (x1 + x2) / 2;
  return [
    {
      from: from.key,
      to: to.key,
      path: `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`,
    },
  ];
}
