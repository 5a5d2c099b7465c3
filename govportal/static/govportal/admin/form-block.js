/* A struct block that is a form field of its own. Wagtail's controller of such fields expects what
   a stream block has: the element that it was rendered as. */
(() => {
  const { StructBlockDefinition } = window.wagtailStreamField.blocks;

  class FormBlockDefinition extends StructBlockDefinition {
    render(placeholder, prefix, initialState, initialError) {
      const block = super.render(placeholder, prefix, initialState, initialError);
      if (!block.element) {
        block.element = block.container.jquery ? block.container.get(0) : block.container;
      }
      return block;
    }
  }

  window.telepath.register("govportal.FormBlock", FormBlockDefinition);
})();
