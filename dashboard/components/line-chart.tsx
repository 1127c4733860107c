import { useEffect, useRef, useState } from "preact/hooks";
import uPlot from "uplot";
import { useApp } from "../app-context.ts";
import { onThemeChange } from "../theme.ts";
import { chartOptions } from "./chart-options.ts";

/** A line of a chart: its name, its values, and which of the chart's colours it has. */
export interface ChartLine {
  name: string;
  values: number[];
  tone: "accent" | "info" | "good" | "warn";
}

/** Lines over time, for those who see them; the same figures as a table for everybody else. */
export function LineChart(props: {
  title: string;
  times: string[];
  lines: ChartLine[];
  format: (value: number) => string;
}) {
  const { t, formats } = useApp();
  const box = useRef<HTMLDivElement>(null);
  const { times, lines, format } = props;
  /** Colours are drawn, not styled: another theme needs another chart. */
  const [look, setLook] = useState(0);
  useEffect(() => onThemeChange(() => setLook((before) => before + 1)), []);
  useEffect(() => {
    const element = box.current;
    if (element === null || times.length === 0) return undefined;
    const data = [times.map((time) => Date.parse(time) / 1000), ...lines.map(({ values }) => values)];
    const chart = new uPlot(
      chartOptions(element, lines, { format, formats, dayName: t("day"), last: times.length - 1 }),
      data as uPlot.AlignedData,
      element,
    );
    const observer = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: chart.height }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.destroy();
    };
  }, [times, lines, format, formats, t, look]);
  return (
    <figure class="chart">
      <div ref={box} aria-hidden="true" />
      <div class="unseen">
        <table>
          <caption>{props.title}</caption>
          <thead>
            <tr>
              <th scope="col">{t("day")}</th>
              {lines.map(({ name }) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {times.map((time, index) => (
              <tr key={time}>
                <th scope="row">{formats.day(time)}</th>
                {lines.map(({ name, values }) => (
                  <td key={name}>{format(values[index] ?? 0)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
