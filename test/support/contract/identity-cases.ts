import { type ContractCase, adds, does } from "./contract-case.ts";

const guest = { anonymousId: "g1" };
const phone = { anonymousId: "g2" };
const user = { userId: "u1" };
const knownGuest = { userId: "u1", anonymousId: "g1" };
const secondUser = { userId: "u2", anonymousId: "g1" };

/** Guests who become users, in every order of arrival. */
export const IDENTITY_CASES: ContractCase[] = [
  { title: "a guest's cart is abandoned like a user's", steps: [adds("a", 0, guest)], outcomes: ["2 abandoned 1.1"] },
  {
    title: "a guest who becomes a user has one cart and one timer",
    steps: [adds("a", 0, guest), does("identify", 1, knownGuest)],
    outcomes: ["3 abandoned 1.1"],
  },
  {
    title: "identified before the cart, later events of the guest find the user",
    steps: [does("identify", 0, knownGuest), adds("a", 1, guest), does("purchase", 2, user)],
    outcomes: [],
  },
  {
    title: "identified between: lines of the guest and of the user are one cart",
    settings: { minimum_value: 20 },
    steps: [adds("a", 0, guest), does("identify", 0.5, knownGuest), adds("b", 1, user)],
    outcomes: ["3 abandoned 1.1"],
  },
  {
    title: "identified by the purchase itself",
    steps: [adds("a", 0, guest), does("purchase", 1, knownGuest)],
    outcomes: [],
  },
  {
    title: "identified after the alert: there is no second one, and the user's purchase recovers it",
    steps: [
      adds("a", 0, guest),
      does("identify", 3, knownGuest),
      does("purchase", 6, { ...user, transactionId: "o1" }),
    ],
    outcomes: ["2 abandoned 1.1", "6 recovered 1.1 window"],
    watched: 8,
  },
  {
    title: "identified after the alert by the purchase itself",
    steps: [adds("a", 0, guest), does("purchase", 3, { ...knownGuest, transactionId: "o1" })],
    outcomes: ["2 abandoned 1.1", "3 recovered 1.1 window"],
  },
  {
    title: "two devices of one user are one shopper",
    settings: { minimum_value: 20 },
    steps: [
      adds("a", 0, guest),
      adds("b", 0.5, phone),
      does("identify", 1, knownGuest),
      does("identify", 1.2, { ...user, ...phone }),
    ],
    outcomes: ["3.2 abandoned 1.1"],
  },
  {
    title: "two alerted carts become one: an order recovers the later alert, the other is superseded",
    steps: [
      adds("a", 0, guest),
      adds("b", 0.8, user),
      does("identify", 3.5, knownGuest),
      does("purchase", 4.5, { ...user, transactionId: "o1" }),
    ],
    outcomes: ["2 abandoned 1.1", "2.8 abandoned 1.1", "4.5 recovered 1.1 window"],
  },
  {
    title: "a message that both ids bring is one event",
    steps: [
      adds("a", 0, { ...guest, id: "same" }),
      does("identify", 0.5, knownGuest),
      adds("a", 3, { ...user, id: "same" }),
    ],
    outcomes: ["2.5 abandoned 1.1"],
  },
  {
    title: "a second user on the same computer takes nothing over, and the guest is a new one from then on",
    steps: [
      adds("a", 0, guest),
      does("identify", 0.5, knownGuest),
      does("identify", 1, secondUser),
      adds("z", 1.5, guest),
    ],
    outcomes: ["2.5 abandoned 1.1", "3.5 abandoned 1.1"],
  },
  {
    title: "on a shared computer whoever identifies next gets what comes from then on",
    steps: [
      does("identify", 0, knownGuest),
      does("identify", 0.3, secondUser),
      does("identify", 0.6, { userId: "u3", anonymousId: "g1" }),
      adds("a", 1, guest),
      does("purchase", 2, { userId: "u3" }),
    ],
    outcomes: [],
  },
  {
    title: "on a shared computer the first user may come again, and gets what comes from then on",
    steps: [
      does("identify", 0, knownGuest),
      does("identify", 0.3, secondUser),
      does("page_view", 0.6, knownGuest),
      adds("a", 1, guest),
      does("purchase", 2, user),
    ],
    outcomes: [],
  },
  {
    title: "on a shared computer users take turns",
    steps: [
      does("identify", 0, knownGuest),
      does("identify", 0.2, secondUser),
      does("identify", 0.4, knownGuest),
      does("identify", 0.6, secondUser),
      adds("a", 1, guest),
      does("purchase", 1.5, user),
      does("purchase", 2, { userId: "u2" }),
    ],
    outcomes: [],
  },
  {
    title: "the second user of a computer does not identify again by staying",
    steps: [
      does("identify", 0, knownGuest),
      does("identify", 0.2, secondUser),
      does("page_view", 0.5, secondUser),
      adds("a", 1, guest),
      does("purchase", 1.5, { userId: "u2" }),
    ],
    outcomes: ["3 abandoned 1.1"],
  },
  {
    title: "the second user identifies again with the first event after somebody used the computer without a name",
    steps: [
      does("identify", 0, knownGuest),
      does("identify", 0.2, secondUser),
      adds("a", 0.5, guest),
      does("page_view", 1, secondUser),
      adds("b", 1.5, guest),
      does("purchase", 2, { userId: "u2" }),
    ],
    outcomes: ["2.5 abandoned 1.1"],
  },
  {
    title: "the second user identifies again by saying so",
    steps: [
      does("identify", 0, knownGuest),
      does("identify", 0.2, secondUser),
      does("identify", 0.5, secondUser),
      adds("a", 1, guest),
      does("purchase", 2, { userId: "u2" }),
    ],
    outcomes: [],
  },
  {
    title: "a user under another name brings the computer along",
    steps: [
      does("identify", 0, secondUser),
      { received: 0.3, alias: { userId: "u1", previousId: "u2" } },
      does("page_view", 0.6, knownGuest),
      adds("a", 1, guest),
      does("purchase", 2, user),
    ],
    outcomes: [],
  },
  {
    title: "users never become one by themselves",
    steps: [adds("a", 0, user), adds("b", 0.5, { userId: "u2" }), does("purchase", 1, user)],
    outcomes: ["2.5 abandoned 1.1"],
  },
  {
    title: "the shop says that two users are one",
    settings: { minimum_value: 20 },
    steps: [
      adds("a", 0, user),
      adds("b", 0.5, { userId: "u2" }),
      { received: 1, alias: { userId: "u1", previousId: "u2" } },
    ],
    outcomes: ["2.5 abandoned 1.1"],
  },
  {
    title: "a purchase of the one whom a user used to be closes the cart",
    steps: [
      adds("a", 0, user),
      { received: 0.5, alias: { userId: "u1", previousId: "u2" } },
      does("purchase", 1, { userId: "u2" }),
    ],
    outcomes: [],
  },
  {
    title: "a guest's late purchase takes the user's alert back",
    steps: [
      adds("a", 0, guest),
      does("identify", 0.5, knownGuest),
      does("purchase", 1, { ...guest, transactionId: "o1", received: 4 }),
    ],
    outcomes: ["2.5 abandoned 1.1", "4 retracted 1.1 purchase"],
  },
];
