/** Something that whoever runs the installation can mend: said to them as a sentence, without a stack. */
export class Trouble extends Error {
  override readonly name = "Trouble";
}
