/**
 * An SVG of ECharts without what a still picture does not need: its running numbers (which would change from run to run), hooks
 * for the mouse, metadata, clip paths, and styles that the page sets once for all. Half the size, and the same every time.
 *
 * The words in the picture are left as they are.
 */
export function slimSvg(svg: string): string {
  return svg
    .replace(/<style ?>.*?<\/style>/gs, '')
    .replace(/<g clip-path="[^"]*">(.*?)<\/g>/gs, '$1')
    .replace(/<defs ?>.*?<\/defs>/gs, '')
    .replace(/<rect [^>]*fill="none"><\/rect>/g, '')
    .replace(/ (?:class|ecmeta_\w+|pointer-events|xml:space|baseProfile|version|xmlns:xlink|style)="[^"]*"/g, '')
    .replace(CIRCLE, '<circle cx="$2" cy="$3" r="$1"$4></circle>')
    .replace(/ (?:d|transform|cx|cy)="[^"]*"/g, (attribute) => attribute.replace(/(\.\d)\d+/g, '$1'))
    .replace(/\s*\n\s*/g, '')
    .replace(/><\/(path|circle|rect)>/g, '/>')
}

/** ECharts draws a dot as a path of two arcs, scaled and moved by a matrix. */
const CIRCLE =
  /<path d="M1 0A1 1 0 1 1 1 -0\.1A1 1 0 0 1 1 0" transform="matrix\(([\d.]+),0,0,[\d.]+,([\d.-]+),([\d.-]+)\)"([^>]*)><\/path>/g
