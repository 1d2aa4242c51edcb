/** A part of a list, and where the next one begins. */
interface Part<Row> {
  readonly rows: readonly Row[];
  readonly next: string | undefined;
}

/** All parts of a list, one after the other; it stops where there are more than `most`, and gives what it has. */
export async function everyRow<Row>(
  get: (after: string) => Promise<Part<Row>>,
  told: (rows: number) => void,
  most: number,
): Promise<Row[]> {
  const rows: Row[] = [];
  let after: string | undefined = "";
  while (after !== undefined && rows.length <= most) {
    const part: Part<Row> = await get(after);
    rows.push(...part.rows);
    told(rows.length);
    after = part.next;
  }
  return rows;
}
