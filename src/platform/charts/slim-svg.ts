/**
 * An SVG of ECharts without what a still picture does not need: its running numbers (which would change from run to run), hooks
 * for the mouse, metadata, clip paths, and styles that the page sets once for all (`chartStyles`). Shapes are moved to where they
 * stand and neighbours that look alike become one. A quarter of the size, and the same every time.
 *
 * The words in the picture are left as they are.
 */
export function slimSvg(svg: string): string {
  const plain = svg
    .replace(/<style ?>.*?<\/style>/gs, '')
    .replace(/<g clip-path="[^"]*">(.*?)<\/g>/gs, '$1')
    .replace(/<defs ?>.*?<\/defs>/gs, '')
    .replace(/<rect [^>]*fill="none"><\/rect>/g, '')
    .replace(NEEDLESS, '')
    .replace(/\s*\n\s*/g, '')
    .replace(TEXT_AT, textAt)
    .replace(SHAPE_AT, shapeAt)
    .replace(/ d="[^"]*"/g, (attribute) => attribute.replace(/(\.\d)\d+/g, '$1'))
    .replace(/><\/path>/g, '/>')
  return mergeAlike(plain)
}

const NEEDLESS =
  / (?:class|ecmeta_\w+|pointer-events|xml:space|baseProfile|version|xmlns:xlink|style|dominant-baseline|stroke-linejoin)="[^"]*"/g

/** ECharts writes where words stand as a transform, with the rest of the way down as `y`. */
const TEXT_AT = /<text([^>]*?)(?: y="([\d.-]+)")? transform="translate\(([\d.-]+) ([\d.-]+)\)"([^>]*)>/g

function textAt(_: string, before: string, down: string | undefined, x: string, y: string, after: string): string {
  const anchor = before.replace(' text-anchor="start"', '')
  return `<text${anchor} x="${short(Number(x))}" y="${short(Number(y) + Number(down ?? 0))}"${after.replace(/ fill="[^"]*"/, '')}>`
}

/** ECharts draws a dot or another shape at the origin, and scales and moves it by a matrix. */
const SHAPE_AT =
  /<path d="([^"]*)" transform="matrix\(([\d.]+),0,0,[\d.]+,([\d.-]+),([\d.-]+)\)" fill="([^"]*)"([^>]*)><\/path>/g

function shapeAt(_: string, path: string, scale: string, x: string, y: string, fill: string, rest: string): string {
  const [size, left, top] = [Number(scale), Number(x), Number(y)]
  // A dot is the round end of a line that goes nowhere.
  if (path.includes('A')) return dot(size, left, top, fill)
  const edge = rest.replace(
    /stroke-width="([\d.]+)"/,
    (_all, width: string) => `stroke-width="${short(Number(width) * size)}"`,
  )
  return `<path d="${moved(path, size, left, top)}" fill="${fill}"${edge}></path>`
}

function dot(size: number, x: number, y: number, colour: string): string {
  return `<path d="M${short(x)} ${short(y)}h0" stroke="${colour}" stroke-width="${short(2 * size)}" stroke-linecap="round"></path>`
}

/** A path of straight lines, scaled and moved: absolute points (M, L) move, relative steps (l) only grow. */
function moved(path: string, size: number, left: number, top: number): string {
  return path.replace(/([MLl])([\d.-]+) ([\d.-]+)/g, (_, command: string, x: string, y: string) => {
    const isStep = command === 'l'
    return `${command}${short(Number(x) * size + (isStep ? 0 : left))} ${short(Number(y) * size + (isStep ? 0 : top))}`
  })
}

/** Paths that follow one another and differ in nothing but where they go, as one path. */
function mergeAlike(svg: string): string {
  return svg.replace(/(?:<path d="[^"]*"[^>]*\/>)+/g, (run) => {
    const merged: { d: string; rest: string }[] = []
    for (const [, d, rest] of run.matchAll(/<path d="([^"]*)"([^>]*)\/>/g)) {
      const last = merged.at(-1)
      if (last !== undefined && last.rest === rest) last.d += d
      else merged.push({ d: d!, rest: rest! })
    }
    return merged.map(({ d, rest }) => `<path d="${d}"${rest}/>`).join('')
  })
}

function short(value: number): string {
  return String(Math.round(value * 10) / 10)
}
