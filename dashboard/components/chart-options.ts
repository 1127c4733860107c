import type uPlot from "uplot";
import type { Formats } from "../i18n/formats.ts";
import type { ChartLine } from "./line-chart.tsx";

const HEIGHT_PX = 240;

/** The look of a chart in the colours of its element: the theme's own. */
export function chartOptions(
  element: HTMLElement,
  lines: ChartLine[],
  { format, formats, dayName }: { format: (value: number) => string; formats: Formats; dayName: string },
): uPlot.Options {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const axis: uPlot.Axis = {
    stroke: colour("muted"),
    font: "12px system-ui, sans-serif",
    grid: { stroke: colour("line"), width: 1 },
    ticks: { show: false },
  };
  return {
    width: element.clientWidth,
    height: HEIGHT_PX,
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
      { ...axis, space: 90, values: (_, seconds) => seconds.map((second) => formats.shortDay(second * 1000)) },
      { ...axis, size: 64, values: (_, values) => values.map(format) },
    ],
  };
}
