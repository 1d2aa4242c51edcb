import pg from "pg";
import { assert } from "#core/assert";

/**
 * Several questions in one message: each is bound and executed in turn, and one sync closes them all, so that they cost
 * one write and one read on either side. After a failure the server passes over those that follow, and they fail too.
 */
class Batch implements pg.Submittable {
  readonly #questions: readonly Question[];
  #at = 0;

  constructor(questions: readonly Question[]) {
    this.#questions = questions;
  }

  submit(connection: pg.Connection): void {
    // Each question would close itself: here that is for the batch to do.
    const open = Object.create(connection, { sync: { value: () => undefined } }) as pg.Connection;
    connection.stream.cork();
    try {
      for (const { query } of this.#questions) query.submit(open);
      connection.sync();
    } finally {
      connection.stream.uncork();
    }
  }

  // What the client hands on, message by message; the names are the driver's.

  handleRowDescription(message: unknown): void {
    this.#questions[this.#at]?.query.handleRowDescription(message);
  }
  handleDataRow(message: unknown): void {
    this.#questions[this.#at]?.query.handleDataRow(message);
  }
  handleCommandComplete(message: unknown, connection: Statements): void {
    const question = this.#questions[this.#at++];
    assert(question, "an answer has its question");
    const { query } = question;
    query.handleCommandComplete(message, connection);
    if (query.name !== undefined) {
      connection.parsedStatements[query.name] = query.text;
      delete connection.submittedNamedStatements[query.name];
    }
    query.handleReadyForQuery(connection);
  }
  handleReadyForQuery(): void {
    assert(this.#at === this.#questions.length, "every question of a batch has its answer");
  }
  handleError(error: Error, connection: Statements): void {
    const unanswered = this.#questions.slice(this.#at);
    this.#at = this.#questions.length;
    for (const { query } of unanswered) {
      if (query.name !== undefined) delete connection.submittedNamedStatements[query.name];
      query.handleError(error, connection);
    }
  }
}

interface Question {
  readonly query: Asked;
}

/** The driver's own reader of one answer. */
interface Asked {
  readonly name?: string;
  readonly text: string;
  submit(connection: pg.Connection): void;
  handleRowDescription(message: unknown): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: unknown): void;
  handleReadyForQuery(connection: unknown): void;
  handleError(error: Error, connection: unknown): void;
}

/** What the driver knows of a connection's prepared statements. */
interface Statements {
  readonly parsedStatements: Record<string, string>;
  readonly submittedNamedStatements: Record<string, string>;
}

export interface Statement {
  readonly name?: string | undefined;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** The questions of one transaction: those that are held back travel with the next one that is not. */
export class Conversation {
  readonly #client: pg.ClientBase;
  readonly #types: pg.CustomTypesConfig;
  #held: Question[] = [];
  #holding = 0;
  #ended = false;

  constructor(client: pg.ClientBase, types: pg.CustomTypesConfig) {
    this.#client = client;
    this.#types = types;
  }

  ask<Row extends object>(statement: Statement): Promise<pg.QueryResult<Row>> {
    assert(!this.#ended, "nothing is asked after the commit");
    const { promise, resolve, reject } = Promise.withResolvers<pg.QueryResult<Row>>();
    const callback = (error: Error | null, result: pg.QueryResult<Row>): void => {
      if (error) reject(error);
      else resolve(result);
    };
    const config = { ...statement, types: this.#types, queryMode: "extended", callback };
    this.#held.push({ query: new (pg.Query as unknown as new (of: object) => Asked)(config) });
    this.#flush();
    return promise;
  }

  /** What `work` asks before it first waits is held back. */
  hold<T>(work: () => T): T {
    this.#holding++;
    try {
      return work();
    } finally {
      this.#holding--;
    }
  }

  /** The same, and sends it at once. */
  together<T>(work: () => T): T {
    const result = this.hold(work);
    this.#flush();
    return result;
  }

  /** The last question, with what is still held back. */
  end(statement: Statement): Promise<pg.QueryResult> {
    const answer = this.ask<never>(statement);
    this.#ended = true;
    return answer;
  }

  #flush(): void {
    if (this.#holding > 0 || this.#held.length === 0) return;
    this.#client.query(new Batch(this.#held));
    this.#held = [];
  }
}
