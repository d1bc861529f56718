import { renderComparison } from '../compare';
import { renderStatistics } from '../running/render-statistics';
import { renderRound } from '../running/round';
import { renderTable } from './render-table';
import type { Writer, WriterOptions } from './writer';

/** For people: at the end, when every width is known. */
export function tableWriter({ sink, columns, color }: WriterOptions): Writer {
  return {
    round: (round) => sink.write(`${renderRound(round, color)}\n`),
    end: (report) => {
      const parts = [
        renderTable(report, { columns, color }),
        renderStatistics(report.statistics),
        renderComparison(report.comparison, color),
      ];
      sink.write(`${parts.filter((part) => part !== '').join('\n\n')}\n`);
      return sink.close();
    },
  };
}
