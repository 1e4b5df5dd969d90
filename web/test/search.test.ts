import { expect, it } from "vitest";
import { piecesOf } from "../src/pages/search";

it("cuts a sentence at its hits, by bytes of the document", () => {
  const sentence = "Der Übergang “ruht” in Ħarn.";
  const bytes = (text: string) => new TextEncoder().encode(text).length;
  const base = 1000;
  const at = (word: string) => base + bytes(sentence.slice(0, sentence.indexOf(word)));
  const hits = ["Ħarn", "ruht"].map((word) => [at(word), at(word) + bytes(word)]);
  const pieces = piecesOf({ sentence, span: [base, base + bytes(sentence)], hits });
  expect(pieces.filter((piece) => piece.hit).map((piece) => piece.text)).toEqual(["ruht", "Ħarn"]);
  expect(pieces.map((piece) => piece.text).join("")).toBe(sentence);
});
