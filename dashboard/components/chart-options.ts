import type uPlot from "uplot";
import type { Formats } from "../i18n/formats.ts";
import type { ChartLine } from "./line-chart.tsx";

const HEIGHT_PX = 240;
const DAYS_PX = 34;
/** Steps of an axis that counts. */
const WHOLE_STEPS = Array.from({ length: 10 }, (_, digits) => [1, 2, 5].map((step) => step * 10 ** digits)).flat();

/** How a chart is written. */
interface ChartTexts {
  format: (value: number) => string;
  formats: Formats;
  dayName: string;
  /** The day whose figures stand below the chart while nobody points at another. */
  last: number;
}

/** The look of a chart in the colours of its element: the theme's own. */
export function chartOptions(
  element: HTMLElement,
  lines: ChartLine[],
  { format, formats, dayName, last }: ChartTexts,
): uPlot.Options {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const axis: uPlot.Axis = {
    stroke: colour("muted"),
    font: "12px system-ui, sans-serif",
    grid: { stroke: colour("line"), width: 1 },
    ticks: { show: false },
  };
  const isWhole = lines.every(({ values }) => values.every(Number.isInteger));
  return {
    width: element.clientWidth,
    height: HEIGHT_PX,
    hooks: {
      ready: [(chart) => chart.setLegend({ idx: last })],
      setLegend: [(chart) => chart.legend.idx === null && chart.setLegend({ idx: last }, false)],
    },
    cursor: { y: false, drag: { x: false, y: false } },
    scales: { y: { range: (_, least, most) => [Math.min(0, least), most <= 0 ? 1 : most * 1.1] } },
    series: [
      { label: dayName, value: (_, seconds) => (seconds === null ? "" : formats.day(seconds * 1000)) },
      ...lines.map(({ name, tone }): uPlot.Series => ({
        label: name,
        stroke: colour(tone),
        ...(lines.length === 1 ? { fill: `${colour(tone)}22` } : {}),
        width: 2,
        points: { show: false },
        value: (_, value) => (value === null ? "" : format(value)),
      })),
    ],
    axes: [
      {
        ...axis,
        space: 90,
        size: DAYS_PX,
        values: (_, seconds) => seconds.map((second) => formats.shortDay(second * 1000)),
      },
      { ...axis, size: 64, ...(isWhole ? { incrs: WHOLE_STEPS } : {}), values: (_, values) => values.map(format) },
    ],
  };
}
