"""Files for families and staff: messages, pages, hand-outs, the website, and the folder that replaces an older one."""
