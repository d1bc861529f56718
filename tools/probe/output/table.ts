import { renderTable } from './render-table';
import type { Writer, WriterOptions } from './writer';

/** For people: at the end, when every width is known. */
export function tableWriter({ sink, columns, color }: WriterOptions): Writer {
  return {
    end: (report) => {
      sink.write(`${renderTable(report, { columns, color })}\n`);
      return sink.close();
    },
  };
}
