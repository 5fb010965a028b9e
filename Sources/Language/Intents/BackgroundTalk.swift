/// Things people say to each other that are no request to an assistant: what a few intents are told apart from.
enum BackgroundTalk {
    static let texts = [
        "my brother studied law before he became a baker", "the old bridge was painted green last summer",
        "who was the first person to sail around the world",
        "we never agreed about the colour of the fence", "how deep is the deepest lake", "she said the meeting went better than expected",
        "is it true that cats can see in the dark", "i used to live next to a railway line", "what does this word mean in latin",
        "the children built a hut out of branches", "why do leaves fall in autumn", "that film was far too long for me",
        "how many bones does a shark have", "he has been learning the violin for years", "which planet has the most moons",
        "i am not sure what i think about that", "the neighbours have a new puppy", "explain how a bicycle stays upright",
        "my shoes got wet on the way to work", "write me a poem about the sea", "who won the election in that year",
        "it smells like fresh bread in here", "what is the chemical symbol of tin", "they moved to the country when he retired",
        "can fish feel pain", "the museum was closed when we arrived", "how is glass made", "i cannot find the other sock anywhere",
        "do you believe in ghosts", "her grandmother came from a small island", "what was the name of that actor again",
        "the soup needs a little more salt", "how far away is the nearest star", "we had a long talk about politics",
        "is a tomato a fruit or a vegetable", "he forgot his umbrella on the train", "what do bees do in winter",
        "i have never been good at chess", "tell me about the history of paper", "the garden looks lovely this year",
        "who invented the telephone", "my knee hurts when i climb stairs", "which language has the most letters",
        "that was a strange thing to say", "how do birds find their way", "the team lost again in the last minute",
        "what is the difference between a frog and a toad", "she is writing a book about her travels", "i would rather not talk about it",
        "how old is the universe", "they painted the whole house by themselves", "why is the sky blue",
        "the bakery on the corner has closed", "what makes people laugh", "he speaks four languages fluently",
        "are there still wolves in these forests", "we met at a concert ten years ago", "who built the pyramids",
        "it is hard to say what went wrong", "how does a magnet work",
    ]
}
